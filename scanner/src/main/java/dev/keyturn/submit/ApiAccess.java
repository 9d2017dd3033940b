package dev.keyturn.submit;

import dev.keyturn.client.Credentials;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.MalformedKeyException;
import java.net.URI;
import java.util.Map;

/**
 * Where the api is and who we are to it: {@code KEYTURN_API_URL} and {@code KEYTURN_API_KEY}, from the environment alone
 * since arguments can be seen by everybody on the machine.
 *
 * @param address as given
 * @param key the scanner's own key
 */
public record ApiAccess(URI address, ApiKey key) {
    /** The variable that names the api. */
    public static final String URL_VARIABLE = "KEYTURN_API_URL";

    /** The variable that holds the scanner's own key. */
    public static final String KEY_VARIABLE = "KEYTURN_API_KEY";

    /** @throws Complaint if one of them is missing or not usable */
    public static ApiAccess of(Map<String, String> environment) throws Complaint {
        return new ApiAccess(address(environment), key(environment));
    }

    /** A client that presents the key. */
    KeyturnClient client() {
        return KeyturnClient.of(address, Credentials.apiKey(key));
    }

    private static URI address(Map<String, String> environment) throws Complaint {
        String text =
                needed(environment, URL_VARIABLE, "set it to the api's address, such as https://keys.example.org");
        try {
            URI address = URI.create(text);
            boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
            if (http && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below, without repeating what may hold a password
        }
        throw new Complaint(
                URL_VARIABLE + " is not the address of an api",
                "set it to an address such as https://keys.example.org, without user or password in it");
    }

    private static ApiKey key(Map<String, String> environment) throws Complaint {
        String text =
                needed(environment, KEY_VARIABLE, "set it to a key that the api has issued with the scope leaks:write");
        try {
            return ApiKey.parse(text);
        } catch (MalformedKeyException e) {
            throw new Complaint(
                    KEY_VARIABLE + " holds no key: " + e.getMessage(),
                    "copy it again; 'keyturn key check' tells whether it is whole");
        }
    }

    private static String needed(Map<String, String> environment, String variable, String advice) throws Complaint {
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw new Complaint("--report needs the variable " + variable, advice);
        }
        return value;
    }
}
