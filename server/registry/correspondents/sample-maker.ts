/** Who made the invented correspondents of training documents: they go when test mode ends. */
export const sampleMaker = 'training'
