// SPDX-License-Identifier: Apache-2.0
/** The executable: the command line, and the start and stop of a node. */
package dev.hubbub.hub;
