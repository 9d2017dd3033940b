package dev.keyturn.honey;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.wire.Honeykey;
import dev.keyturn.wire.HoneykeyAlarms;
import dev.keyturn.wire.HoneykeyList;
import dev.keyturn.wire.NewHoneykey;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/honeykeys}: decoys, and who touched them. */
@RestController
@RequestMapping("/v1/honeykeys")
final class HoneykeyController {
    private final Honeykeys honeykeys;

    HoneykeyController(Honeykeys honeykeys) {
        this.honeykeys = honeykeys;
    }

    @PostMapping
    ResponseEntity<Honeykey> add(PersonCaller caller, @RequestBody NewHoneykey body) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(honeykeys.add(caller, body));
    }

    @GetMapping
    HoneykeyList list(PersonCaller caller) {
        return new HoneykeyList(honeykeys.list(caller));
    }

    @GetMapping("/{id}/alarms")
    HoneykeyAlarms alarms(PersonCaller caller, @PathVariable UUID id) {
        return honeykeys.alarms(caller, id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(PersonCaller caller, @PathVariable UUID id) {
        honeykeys.end(caller, id);
    }
}
