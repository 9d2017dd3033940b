package dev.keyturn.rule;

import java.util.Set;

/**
 * AWS accounts whose keys are decoys: using one only raises an alarm. Their numbers were published by Truffle Security
 * ("Detecting AWS canary tokens without setting them off", 2024).
 */
final class Decoys {
    private static final Set<Long> ACCOUNTS = Set.of(
            52310077262L,
            171436882533L,
            266735846894L,
            534261010715L,
            595918472158L,
            717712589309L,
            730335385048L,
            819147034852L,
            893192397702L,
            992382622183L,
            44858866125L,
            251535659677L,
            344043088457L,
            351906852752L,
            390477818340L,
            426127672474L,
            427150556519L,
            439872796651L,
            445142720921L,
            465867158099L,
            637958123769L,
            693412236332L,
            732624840810L,
            735421457923L,
            959235150393L,
            982842642351L);

    private Decoys() {}

    /** Whether the account in an access key id of today's form is one of them. */
    static boolean has(String accessKeyId) {
        return accessKeyId.length() == 20 && ACCOUNTS.contains(Decodable.awsAccount(accessKeyId));
    }
}
