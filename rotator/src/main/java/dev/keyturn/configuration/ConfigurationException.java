package dev.keyturn.configuration;

/** The configuration cannot be used; the message says where, why and what to write instead. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
