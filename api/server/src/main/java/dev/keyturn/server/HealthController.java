package dev.keyturn.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What operators' machines ask, at the addresses where they look for it: {@code /actuator/health} and {@code
 * /actuator/prometheus}. Nothing else is below {@code /actuator}.
 */
@RestController
final class HealthController {
    private static final int PATIENCE_SECONDS = 2;

    private final DataSource database;
    private final PrometheusMeterRegistry metrics;

    HealthController(DataSource database, PrometheusMeterRegistry metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /** Whether the process answers at all. */
    @GetMapping("/actuator/health/liveness")
    ResponseEntity<Map<String, String>> liveness() {
        return answer(true);
    }

    /** Whether requests should be sent here. */
    @GetMapping({"/actuator/health", "/actuator/health/readiness"})
    ResponseEntity<Map<String, String>> readiness() {
        try (Connection connection = database.getConnection()) {
            return answer(connection.isValid(PATIENCE_SECONDS));
        } catch (SQLException e) {
            return answer(false);
        }
    }

    @GetMapping(path = "/actuator/prometheus", produces = "text/plain;version=0.0.4;charset=utf-8")
    String prometheus() {
        return metrics.scrape();
    }

    private static ResponseEntity<Map<String, String>> answer(boolean up) {
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(Map.of("status", up ? "UP" : "DOWN"));
    }
}
