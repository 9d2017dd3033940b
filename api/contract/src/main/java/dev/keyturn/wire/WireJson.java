package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * How the wire types are written as JSON: times as ISO-8601 in UTC, absent values left out, unknown properties of a
 * newer server ignored. A
 * value is of the type that is asked for or refused: no number is read as text, no text as a number, no name twice. Plaintext is written only in the components that name one of the serializers here.
 */
public final class WireJson {
    /** Buffers are not kept for the next use: bodies hold passwords and keys, which would stay in them. */
    private static final JsonMapper MAPPER = configure(JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build()))
            .build();

    private WireJson() {}

    /** The shared, immutable mapper. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** Applies the conventions of the wire to a builder. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.withCoercionConfig(LogicalType.Textual, WireJson::takesStringsOnly)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL));
    }

    private static void takesStringsOnly(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Writes a key where it is shown once. */
    static final class WritesKey extends ValueSerializer<ApiKey> {
        @Override
        @RevealsPlaintext("the one answer that shows a key, and the one request that presents it")
        public void serialize(ApiKey key, JsonGenerator json, SerializationContext context) {
            json.writeString(key.reveal());
        }
    }

    /** Reads a key where it is shown once. */
    static final class ReadsKey extends ValueDeserializer<ApiKey> {
        @Override
        public ApiKey deserialize(JsonParser json, DeserializationContext context) {
            return ApiKey.parse(json.getString());
        }
    }

    /** Writes a password or token where it is presented. */
    static final class WritesSecret extends ValueSerializer<Secret> {
        @Override
        @RevealsPlaintext("a sign-in presents a password, its answer tokens")
        public void serialize(Secret secret, JsonGenerator json, SerializationContext context) {
            json.writeString(secret.reveal());
        }
    }

    /** Reads what somebody found: anything that is no text, or an empty one, is nothing. */
    static final class ReadsFound extends ValueDeserializer<Secret> {
        @Override
        public @Nullable Secret deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                json.skipChildren();
                return null;
            }
            String text = json.getString();
            return text.isEmpty() ? null : Secret.of(text);
        }
    }

    /** Reads a password or token. */
    static final class ReadsSecret extends ValueDeserializer<Secret> {
        @Override
        public Secret deserialize(JsonParser json, DeserializationContext context) {
            return Secret.of(json.getString());
        }
    }
}
