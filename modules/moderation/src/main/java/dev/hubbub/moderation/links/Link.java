// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import dev.hubbub.moderation.text.Span;
import org.jspecify.annotations.Nullable;

/**
 * A link in a text.
 *
 * @param span where it is
 * @param scheme in lower case; empty where the text gives none
 * @param host what it leads to; absent (null) where its scheme has none
 */
public record Link(Span span, String scheme, @Nullable Host host) {}
