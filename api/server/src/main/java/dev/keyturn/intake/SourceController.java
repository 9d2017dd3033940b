package dev.keyturn.intake;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.wire.LeakSource;
import dev.keyturn.wire.LeakSourceList;
import dev.keyturn.wire.NewLeakSource;
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

/** {@code /v1/leak-sources}: which systems report leaks. */
@RestController
@RequestMapping("/v1/leak-sources")
final class SourceController {
    private final Sources sources;

    SourceController(Sources sources) {
        this.sources = sources;
    }

    @PostMapping
    ResponseEntity<LeakSource> add(PersonCaller caller, @RequestBody NewLeakSource body) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(sources.add(caller, body));
    }

    @GetMapping
    LeakSourceList list(PersonCaller caller) {
        return new LeakSourceList(sources.list(caller));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(PersonCaller caller, @PathVariable UUID id) {
        sources.remove(caller, id);
    }
}
