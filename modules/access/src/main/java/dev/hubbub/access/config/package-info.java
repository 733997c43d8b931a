// SPDX-License-Identifier: Apache-2.0
/** The operator's settings for rooms and messages. */
package dev.hubbub.access.config;
