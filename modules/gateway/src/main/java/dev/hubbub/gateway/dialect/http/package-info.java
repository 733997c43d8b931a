// SPDX-License-Identifier: Apache-2.0
/** Requests over plain HTTP. */
package dev.hubbub.gateway.dialect.http;
