/** Name of a photo that the camera took, in local time, such as "camera 2026-11-21 14-05-33.jpg". */
export function cameraPhotoName(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join("-");
  return `camera ${day} ${time}.jpg`;
}
