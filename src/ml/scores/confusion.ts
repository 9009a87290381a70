/** Counts [classCount, classCount]: entry actual · classCount + predicted. */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classCount: number,
): Int32Array {
  if (actual.length !== predicted.length)
    throw new RangeError(`${actual.length} classes cannot be compared with ${predicted.length} predictions.`);
  const counts = new Int32Array(classCount * classCount);
  for (let at = 0; at < actual.length; at++) counts[actual[at]! * classCount + predicted[at]!]!++;
  return counts;
}
