// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** The curves of RFC 7518 section 6.2.1.1, each with the one algorithm of its keys. */
enum EllipticCurve {
    P256("P-256", "secp256r1", Algorithm.ES256),
    P384("P-384", "secp384r1", Algorithm.ES384),
    P521("P-521", "secp521r1", Algorithm.ES512);

    private final String crv;

    @SuppressWarnings("ImmutableEnumChecker") // it has no setters
    private final ECParameterSpec parameters;

    private final Algorithm algorithm;

    EllipticCurve(String crv, String name, Algorithm algorithm) {
        this.crv = crv;
        this.parameters = parameters(name);
        this.algorithm = algorithm;
    }

    private static ECParameterSpec parameters(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }

    /** By the {@code crv} of a key. */
    static Optional<EllipticCurve> of(String crv) {
        return Arrays.stream(values()).filter(each -> each.crv.equals(crv)).findFirst();
    }

    /** The one with these parameters, whatever the key calls them. */
    static Optional<EllipticCurve> of(ECParameterSpec parameters) {
        return Arrays.stream(values())
                .filter(each -> each.parameters.getCurve().equals(parameters.getCurve())
                        && each.parameters.getOrder().equals(parameters.getOrder())
                        && each.parameters.getGenerator().equals(parameters.getGenerator()))
                .findFirst();
    }

    /**
     * The key at this point.
     *
     * @throws IllegalArgumentException when the point is not on the curve, which Java does not ask
     */
    ECPublicKeySpec key(BigInteger x, BigInteger y) {
        BigInteger prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger right = x.pow(2)
                .add(parameters.getCurve().getA())
                .multiply(x)
                .add(parameters.getCurve().getB());
        boolean inField = x.compareTo(prime) < 0 && y.compareTo(prime) < 0;
        if (!inField || y.pow(2).subtract(right).mod(prime).signum() != 0) {
            throw new IllegalArgumentException("a point that is not on " + crv);
        }
        return new ECPublicKeySpec(new ECPoint(x, y), parameters);
    }

    Algorithm algorithm() {
        return algorithm;
    }
}
