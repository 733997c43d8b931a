// SPDX-License-Identifier: Apache-2.0
/** The public contract of the hub: addresses, records, error and close codes, and the typed bus that carries them. */
package dev.hubbub.contract;
