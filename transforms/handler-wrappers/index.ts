import type { HandlerWrapper } from '../../src/model/facts.js'
import { answerRejection } from './answer-rejection.js'
import { forwardRejection } from './forward-rejection.js'
import type { HandlerWrapperText } from './handler-wrapper.js'

/** Every function that handlers are wrapped in. */
export const handlerWrappers: Record<HandlerWrapper, HandlerWrapperText> = { forwardRejection, answerRejection }
