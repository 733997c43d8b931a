// SPDX-License-Identifier: Apache-2.0
/** Makes certificates in this process: for tests over TLS. */
@NullMarked
package dev.hubbub.testkit.certificate;

import org.jspecify.annotations.NullMarked;
