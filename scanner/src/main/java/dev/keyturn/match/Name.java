package dev.keyturn.match;

import java.util.Set;

/**
 * What the name that something is assigned to says of it.
 *
 * @param kind what kind of thing the name names
 * @param service whether it names a service
 * @param alone whether it says what the thing is and nothing of whose or what for
 */
record Name(Kind kind, boolean service, boolean alone) {
    /** What a name names. */
    enum Kind {
        PASSWORD,
        SECRET,
        KEY,
        UNKNOWN,
        /** An address, an identifier, a digest, something public or merely about a secret. */
        OTHER
    }

    private static final Vocabulary PASSWORDS = Vocabulary.of("password", "passwd", "passphrase", "passcode", "pwd");

    private static final Vocabulary SECRETS = Vocabulary.of(
            "secret",
            "token",
            "apikey",
            "accesskey",
            "authkey",
            "privatekey",
            "credential",
            "authorization",
            "bearer",
            "masterkey",
            "encryptionkey",
            "signingkey",
            "licensekey",
            "sessionkey",
            "accountkey",
            "sharedkey",
            "pat",
            "clientkey",
            "consumerkey",
            "sdkkey",
            "serverkey",
            "appkey",
            "webhook",
            "integrationkey",
            "authpass",
            "adminkey");

    private static final Set<String> ALONE = Set.of("token", "apikey", "key", "secret", "authkey", "accesskey");

    private static final Vocabulary KEYS = Vocabulary.of("key", "auth", "sig", "api", "access", "cred");

    /** Last words of names that are about something else, or only about a secret. */
    private static final Set<String> OTHERS = Set.of(
            "id",
            "ids",
            "name",
            "url",
            "uri",
            "path",
            "file",
            "filename",
            "hash",
            "digest",
            "checksum",
            "md5",
            "sha1",
            "sha256",
            "sha",
            "version",
            "uuid",
            "guid",
            "type",
            "field",
            "label",
            "prefix",
            "length",
            "size",
            "count",
            "class",
            "endpoint",
            "header",
            "param",
            "parameter",
            "expiration",
            "expiry",
            "expires",
            "ttl",
            "issuer",
            "scope",
            "scopes",
            "algorithm",
            "format",
            "pattern",
            "regex",
            "title",
            "description",
            "message",
            "error",
            "hint",
            "column",
            "host",
            "hostname",
            "domain",
            "port",
            "username",
            "user",
            "email",
            "date",
            "time",
            "timestamp",
            "address",
            "region",
            "arn",
            "location",
            "store",
            "mode",
            "enabled",
            "required",
            "policy",
            "source",
            "provider",
            "service",
            "manager",
            "ref",
            "revision",
            "commit",
            "etag",
            "integrity",
            "fingerprint",
            "thumbprint",
            "kid",
            "nonce",
            "alias",
            "env",
            "variable",
            "slug",
            "handle",
            "account",
            "tenant",
            "project",
            "org",
            "model",
            "image",
            "tag",
            "branch",
            "release",
            "signature",
            "index",
            "chars",
            "charset",
            "alphabet",
            "dir",
            "directory");

    private static final Vocabulary PUBLIC = Vocabulary.of(
            "public",
            "publishable",
            "csrf",
            "xsrf",
            "pubkey",
            "sitekey",
            "cursor",
            "pagetoken",
            "nexttoken",
            "idempotency",
            "cache",
            "keyboard",
            "sort",
            "partition",
            "primarykey",
            "foreignkey",
            "keystone",
            "monkey",
            "keyword",
            "tokeniz",
            "keypress",
            "keycode",
            "keyspace",
            "hotkey",
            "turkey");

    /** @param named whether a keyword that names a service led here */
    static Name of(String text, boolean named) {
        StringBuilder flat = new StringBuilder(text.length());
        int last = 0;
        boolean within = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean part = isPart(character);
            if (part) {
                last = within && !(isUpper(character) && !isUpper(text.charAt(i - 1))) ? last : flat.length();
                flat.append((char) (isUpper(character) ? character + ('a' - 'A') : character));
            }
            within = part;
        }
        return new Name(kind(flat.toString(), flat.substring(last)), named, ALONE.contains(flat.toString()));
    }

    private static boolean isPart(char character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || isUpper(character);
    }

    private static boolean isUpper(char character) {
        return character >= 'A' && character <= 'Z';
    }

    private static Kind kind(String flat, String last) {
        if (PUBLIC.occursIn(flat) || OTHERS.contains(last)) {
            return Kind.OTHER;
        }
        if (PASSWORDS.occursIn(flat)) {
            return Kind.PASSWORD;
        }
        if (SECRETS.occursIn(flat)) {
            return Kind.SECRET;
        }
        return KEYS.occursIn(flat) ? Kind.KEY : Kind.UNKNOWN;
    }
}
