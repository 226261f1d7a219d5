import type { EffectTable } from '../model/effects.js'
import { calls } from './calls.js'

/** What sends mail, or another message, to people: after the types of nodemailer 8, @sendgrid/mail 8.1, resend 6.38 and postmark 5.1, and the pages of the others. */
const mail: readonly EffectTable[] = [
  { modules: ['nodemailer'], kind: 'mail', calls: calls({ write: 'sendMail', read: 'verify' }), otherwise: 'none', resource: 'receiver' },
  { modules: ['@sendgrid/mail'], kind: 'mail', calls: calls({ write: 'send sendMultiple' }), otherwise: 'none', resource: 'receiver' },
  { modules: ['resend'], kind: 'mail', calls: calls({ write: 'send create update remove cancel', read: 'get list' }), otherwise: 'none', resource: 'receiver' },
  {
    modules: ['postmark'], kind: 'mail', otherwise: 'none', resource: 'receiver',
    calls: calls({ write: 'sendEmail sendEmailWithTemplate sendEmailBatch sendEmailBatchWithTemplates' }),
  },
  { modules: ['mailgun.js', 'twilio'], kind: 'mail', calls: calls({ write: 'create update remove', read: 'fetch list get' }), otherwise: 'none', resource: 'receiver' },
  { modules: ['web-push'], kind: 'mail', calls: calls({ write: 'sendNotification' }), otherwise: 'none', resource: 'receiver' },
  { modules: ['@aws-sdk/client-ses', '@aws-sdk/client-sesv2'], kind: 'mail', calls: calls({ 'class-name': 'send' }), otherwise: 'none', resource: 'first-argument' },
]

/** What leaves work for others: after the types of bullmq 6.7, bull 4.16, amqplib 2.3 and kafkajs 2.2. */
const queues: readonly EffectTable[] = [
  {
    modules: ['bullmq', 'bull'], kind: 'queue', otherwise: 'none', resource: 'receiver',
    calls: calls({
      write: 'add addBulk drain obliterate clean retryJobs promoteJobs remove removeRepeatable removeJobs moveToFailed moveToCompleted retry promote discard update updateData',
      repeatable: 'pause resume empty',
      read: 'getJob getJobs getJobCounts getWaiting getActive getCompleted getFailed getDelayed count isPaused',
    }),
  },
  {
    modules: ['amqplib'], kind: 'queue', otherwise: 'none', resource: 'first-argument',
    calls: calls({
      write: 'publish sendToQueue ack ackAll nack nackAll reject purgeQueue deleteQueue deleteExchange',
      repeatable: 'assertQueue assertExchange bindQueue unbindQueue bindExchange',
      read: 'checkQueue checkExchange',
    }),
  },
  { modules: ['kafkajs'], kind: 'queue', calls: calls({ write: 'send sendBatch commitOffsets' }), otherwise: 'none', resource: 'receiver' },
  {
    modules: ['@aws-sdk/client-sqs', '@aws-sdk/client-sns', '@aws-sdk/client-eventbridge'],
    kind: 'queue', calls: calls({ 'class-name': 'send' }), otherwise: 'none', resource: 'first-argument',
  },
]

/** Mail and queues. */
export const messageEffects: readonly EffectTable[] = [...mail, ...queues]
