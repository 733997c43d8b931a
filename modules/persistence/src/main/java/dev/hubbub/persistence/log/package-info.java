// SPDX-License-Identifier: Apache-2.0
/** The log of entries: the port that stores them, and what it stores. */
package dev.hubbub.persistence.log;
