// SPDX-License-Identifier: Apache-2.0
/** What sessions ask: requests, logins, and the feeds that they follow. */
package dev.hubbub.gateway.session.request;
