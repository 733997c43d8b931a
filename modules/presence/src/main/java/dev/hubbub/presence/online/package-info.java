// SPDX-License-Identifier: Apache-2.0
/** Which users are online, by the reports of gateways, and when they were last seen. */
package dev.hubbub.presence.online;
