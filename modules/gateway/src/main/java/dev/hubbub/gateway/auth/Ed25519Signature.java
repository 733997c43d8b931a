// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/**
 * Verifies with the JDK the tokens that name {@code Ed25519} (RFC 9864): vertx-auth-jwt knows the same algorithm by its old
 * name only, {@code EdDSA}.
 */
final class Ed25519Signature {
    static final String ALG = "Ed25519";

    static boolean verifies(PublicKey key, byte[] input, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALG);
            verifier.initVerify(key);
            verifier.update(input);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not the shape of a signature
        }
    }

    private Ed25519Signature() {}
}
