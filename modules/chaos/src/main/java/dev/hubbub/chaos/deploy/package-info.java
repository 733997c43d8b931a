// SPDX-License-Identifier: Apache-2.0
/** What is broken: a hub started for it, or one that runs already. */
package dev.hubbub.chaos.deploy;
