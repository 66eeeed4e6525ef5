/** The smallest PNG: one transparent pixel. */
export const PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
	'base64',
);

/** The same pixel in a file of the given size: viewers ignore what follows the end of an image. */
export function pngOf(size: number): Buffer {
	return Buffer.concat([PIXEL, Buffer.alloc(size - PIXEL.length)]);
}
