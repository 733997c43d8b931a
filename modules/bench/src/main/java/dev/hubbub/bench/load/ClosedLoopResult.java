// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

/**
 * What a closed loop measured.
 *
 * @param answered requests that the server accepted
 * @param refused requests that it refused
 * @param perSecond accepted requests a second
 * @param cpuMicros processor time of the server for one of them
 * @param latency from the request to its answer
 */
public record ClosedLoopResult(long answered, long refused, double perSecond, double cpuMicros, Latency latency) {}
