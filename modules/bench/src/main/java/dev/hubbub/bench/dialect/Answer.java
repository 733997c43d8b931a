// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.dialect;

/**
 * What a server answers to a request.
 *
 * @param id of the request
 * @param refused whether the server refused it
 */
public record Answer(long id, boolean refused) {}
