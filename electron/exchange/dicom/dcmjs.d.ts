/** dcmjs comes without types; `quietDcmjs.ts` says what is used of it. */
declare module "dcmjs" {
  const dcmjs: unknown;
  export default dcmjs;
}
