// SPDX-License-Identifier: Apache-2.0
/** The services of other verticles that presence calls over the bus. */
package dev.hubbub.presence.remote;
