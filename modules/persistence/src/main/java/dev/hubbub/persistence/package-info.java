// SPDX-License-Identifier: Apache-2.0
/** The message log: numbers, stores and reads the entries of rooms, and keeps what is derived from them. */
package dev.hubbub.persistence;
