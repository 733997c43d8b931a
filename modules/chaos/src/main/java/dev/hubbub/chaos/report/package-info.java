// SPDX-License-Identifier: Apache-2.0
/** The result of runs as text, JSON and Markdown. */
@NullMarked
package dev.hubbub.chaos.report;

import org.jspecify.annotations.NullMarked;
