// SPDX-License-Identifier: Apache-2.0
/** A TCP proxy that makes a network link slow, lossy or broken. */
package dev.hubbub.chaos.proxy;
