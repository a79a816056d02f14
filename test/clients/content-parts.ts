/** A red square of 1 × 1, as PNG. */
export const A_PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** The beginning of a document; nobody on the way opens it. */
export const A_PDF = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

export const WEATHER_PARAMETERS = {
  type: 'object' as const,
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
