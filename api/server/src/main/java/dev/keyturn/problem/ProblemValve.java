package dev.keyturn.problem;

import dev.keyturn.wire.Problem;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Answers what Tomcat refuses before it knows for whom it is: malformed requests, over-long headers. */
public final class ProblemValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = ProblemCode.ofStatus(response.getStatus());
        Problem body = new Problem(
                code.type(),
                code.title(),
                response.getStatus(),
                code.code(),
                "The request breaks the rules of HTTP, or its headers are longer than 16 KB.",
                null,
                UUID.randomUUID().toString());
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("UTF-8");
            response.getReporter().write(WireJson.mapper().writeValueAsString(body));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client is gone", e);
        }
    }
}
