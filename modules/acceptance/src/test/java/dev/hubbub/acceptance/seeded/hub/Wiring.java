// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.hub;

/** Something of the hub's own. */
public final class Wiring {}
