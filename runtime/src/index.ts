// The content of this package comes with syncToAsync; it exists so that the workspace is in place.
export {}
