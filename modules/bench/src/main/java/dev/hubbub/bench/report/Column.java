// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.report;

/**
 * A figure of a scenario.
 *
 * @param key in JSON
 * @param label in tables, with its unit
 * @param digits after the decimal point
 */
public record Column(String key, String label, int digits) {}
