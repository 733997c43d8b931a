// SPDX-License-Identifier: Apache-2.0
/** The directory of a hub that keeps its own key and its own store. */
package dev.hubbub.hub.data;
