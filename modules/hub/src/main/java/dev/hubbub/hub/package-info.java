// SPDX-License-Identifier: Apache-2.0
/** The entry point of the executable. */
package dev.hubbub.hub;
