// SPDX-License-Identifier: Apache-2.0
/** How a node finds and keeps its cluster. */
package dev.hubbub.hub.cluster;
