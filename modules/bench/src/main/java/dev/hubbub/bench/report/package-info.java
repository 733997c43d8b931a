// SPDX-License-Identifier: Apache-2.0
/** The figures of a run, as Markdown, JSON and a page. */
@NullMarked
package dev.hubbub.bench.report;

import org.jspecify.annotations.NullMarked;
