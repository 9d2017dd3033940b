package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyChange;
import dev.keyturn.wire.KeyList;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.NewKey;
import dev.keyturn.wire.Roll;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/keys}: creates, shows, changes and rolls. */
@RestController
@RequestMapping("/v1/keys")
final class KeyController {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Issuer issuer;
    private final Roller roller;
    private final Changes changes;
    private final KeyReader reader;

    KeyController(Issuer issuer, Roller roller, Changes changes, KeyReader reader) {
        this.issuer = issuer;
        this.roller = roller;
        this.changes = changes;
        this.reader = reader;
    }

    @PostMapping
    ResponseEntity<IssuedKey> create(
            PersonCaller caller,
            @RequestBody NewKey body,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String idempotencyKey) {
        return shownOnce(issuer.create(caller, body, idempotencyKey));
    }

    @GetMapping
    KeyList list(
            Caller caller,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable KeyState state,
            @RequestParam(required = false) @Nullable Boolean managed,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return reader.page(caller, new KeyReader.Query(environment, state, managed, limit, after));
    }

    @GetMapping("/{id}")
    KeyView show(Caller caller, @PathVariable UUID id) {
        return reader.find(caller, id);
    }

    @PatchMapping("/{id}")
    KeyView change(PersonCaller caller, @PathVariable UUID id, @RequestBody KeyChange body) {
        return changes.apply(caller, id, body);
    }

    @PostMapping("/{id}/roll")
    ResponseEntity<IssuedKey> roll(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody(required = false) @Nullable Roll body,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String idempotencyKey) {
        Roll asked = body == null ? new Roll(null, null, null) : body;
        return shownOnce(roller.roll(caller, id, asked, idempotencyKey));
    }

    private static ResponseEntity<IssuedKey> shownOnce(IssuedKey key) {
        return ResponseEntity.created(URI.create("/v1/keys/" + key.id()))
                .cacheControl(CacheControl.noStore())
                .body(key);
    }
}
