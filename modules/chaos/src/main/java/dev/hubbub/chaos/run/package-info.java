// SPDX-License-Identifier: Apache-2.0
/** One chaos run: clients, load and faults, from the first connection to the result. */
package dev.hubbub.chaos.run;
