// SPDX-License-Identifier: Apache-2.0
declare module "*?raw" {
  const source: string;
  export default source;
}
