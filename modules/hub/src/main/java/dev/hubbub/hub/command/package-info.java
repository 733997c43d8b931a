// SPDX-License-Identifier: Apache-2.0
/** The command line: one class for each command, and the options that commands share. */
@NullMarked
package dev.hubbub.hub.command;

import org.jspecify.annotations.NullMarked;
