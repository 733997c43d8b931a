// SPDX-License-Identifier: Apache-2.0
/** The store on a MongoDB server, or on one that speaks its protocol. */
package dev.hubbub.persistence.store.mongo;
