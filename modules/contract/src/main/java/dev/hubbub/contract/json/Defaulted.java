// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component that JSON may leave out although it is never null: the constructor puts a default in its
 * place. A component that JSON may leave out and that is null then is {@code @Nullable}; all others are required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Defaulted {}
