package dev.keyturn.caller;

import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Callers as arguments of controllers. */
@Configuration(proxyBeanMethods = false)
public class CallerConfiguration {
    @Bean
    ClientAddress clientAddress(@Value("${keyturn.trusted-proxies:}") String trustedProxies) {
        return new ClientAddress(Arrays.stream(trustedProxies.split(",", -1))
                .filter(text -> !text.isBlank())
                .map(Network::parse)
                .toList());
    }

    @Bean
    WebMvcConfigurer callerArguments(ObjectProvider<Authenticator> authenticators, ClientAddress clientAddress) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver(authenticators.orderedStream().toList(), clientAddress));
            }
        };
    }
}
