package countersign.aws.query;

import countersign.aws.ApiAnswer;
import countersign.aws.ApiFault;
import countersign.aws.Body;
import countersign.aws.ErrorCode;
import countersign.aws.Headers;
import countersign.aws.Service;
import java.util.Optional;

/** Writes refusals. */
public final class Faults {
    /** Of answers from before AWS knows the service, which InvalidAction is. */
    private static final String NO_SERVICE = "http://webservices.amazon.com/AWSFault/2005-15-09";

    private Faults() {}

    /**
     * The refusal in XML.
     *
     * @param service empty when none was found
     */
    public static ApiAnswer answer(ApiFault fault, Optional<Service> service, String requestId) {
        ErrorCode code = fault.code();
        var xml = new Xml().raw("<ErrorResponse xmlns=\"" + namespace(code, service) + "\">");
        xml.open("Error").element("Type", code.type()).element("Code", code.wireName());
        message(fault, service).ifPresent(text -> xml.element("Message", text));
        xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
        return new ApiAnswer(
                code.status(), AnswerHeaders.of(service, requestId), Body.utf8(xml.toString()));
    }

    /** 413, which AWS sends without a body. */
    public static ApiAnswer tooLarge(String requestId) {
        return new ApiAnswer(413, Headers.of("x-amzn-RequestId", requestId), Body.EMPTY);
    }

    private static String namespace(ErrorCode code, Optional<Service> service) {
        return service.filter(_ -> code != ErrorCode.INVALID_ACTION)
                .map(Service::namespace)
                .orElse(NO_SERVICE);
    }

    /** STS does not say what was malformed. */
    private static Optional<String> message(ApiFault fault, Optional<Service> service) {
        boolean silent =
                fault.code() == ErrorCode.MALFORMED_INPUT
                        && service.filter(Service.STS::equals).isPresent();
        return fault.text().filter(_ -> !silent);
    }
}
