// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

import java.util.List;
import java.util.Map;

/**
 * One run.
 *
 * @param facts how it was made: command, commit, machine
 * @param skipped servers that did not run, and why
 * @param scenarios what was measured
 */
public record RunReport(Map<String, String> facts, Map<String, String> skipped, List<ScenarioResult> scenarios) {}
