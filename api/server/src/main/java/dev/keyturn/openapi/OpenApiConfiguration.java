package dev.keyturn.openapi;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document of the HTTP interface. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
    @Bean
    OpenApiDocument openApiDocument(
            @Lazy @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        return new OpenApiDocument(mapping);
    }

    @Bean
    OpenApiController openApiController(OpenApiDocument document) {
        return new OpenApiController(document);
    }
}
