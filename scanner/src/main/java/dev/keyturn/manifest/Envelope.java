package dev.keyturn.manifest;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * A signed manifest as it stands in a file: a DSSE envelope (github.com/secure-systems-lab/dsse, version 1), which other
 * tools verify as well. Its payload is the manifest as JSON, in base64.
 */
public record Envelope(String payloadType, String payload, List<Signed> signatures) {
    private static final String TYPE = "application/vnd.keyturn.scan-manifest.v1+json";

    /** A signature and whose it is. */
    public record Signed(String keyid, String sig) {}

    /** The manifest, signed. */
    public static Envelope of(Manifest manifest, SigningKey key) {
        byte[] body = WireJson.mapper().writeValueAsBytes(manifest);
        String signature = Base64.getEncoder().encodeToString(key.sign(toSign(TYPE, body)));
        return new Envelope(
                TYPE,
                Base64.getEncoder().encodeToString(body),
                List.of(new Signed(key.publicHalf().id(), signature)));
    }

    /** As it is written to a file. */
    public String text() {
        return WireJson.mapper().writeValueAsString(this) + "\n";
    }

    /**
     * The manifest in a file, if the key signed it.
     *
     * @throws Complaint if it cannot be read, is no manifest, was changed, or was signed by another key
     */
    public static Manifest verified(Path file, PublicHalf key) throws Complaint {
        try {
            Envelope envelope = WireJson.mapper().readValue(Files.readString(file), Envelope.class);
            byte[] body = Base64.getDecoder().decode(envelope.payload());
            boolean genuine = TYPE.equals(envelope.payloadType())
                    && envelope.signatures().stream()
                            .anyMatch(one -> key.verifies(
                                    toSign(TYPE, body), Base64.getDecoder().decode(one.sig())));
            if (!genuine) {
                throw new Complaint(
                        file + " is not signed by the key " + key.id() + ", or was changed since",
                        "give the public half of the key that signed it with --public-key");
            }
            return WireJson.mapper().readValue(body, Manifest.class);
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "give a file that keyturn scan git --manifest has written");
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new Complaint(
                    file + " is no signed manifest", "give a file that keyturn scan git --manifest has written");
        }
    }

    /** What DSSE signs: type and body, each with its length before it. */
    private static byte[] toSign(String type, byte[] body) {
        byte[] head =
                ("DSSEv1 " + type.length() + " " + type + " " + body.length + " ").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
