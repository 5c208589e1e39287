package org.llmtestbench.provider.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtestbench.provider.Failure;

/** The envelopes of vendors; {@code '} stands for a quotation mark. */
class ErrorEnvelopeTest {
    private static byte[] body(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static ErrorResponse reply(int status, String text) {
        return ErrorBodyParser.read(status, body(text));
    }

    private static Optional<ErrorResponse> inside(String text) {
        return ErrorBodyParser.inside(body(text), 0, body(text).length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'error':{'message':'a'}} | a",
                "[{'error':{'code':400,'message':'a','status':'INVALID_ARGUMENT'}}] | a",
                "{'error':'a'} | a",
                "{'error':{'error':{'message':'a'}}} | a",
                "{'error':{'errors':[{'message':'a'}],'message':'b'}} | b",
                "{'error':[{'message':'a'},{'message':'b'}]} | a",
                "{'error':'Bad Request','message':'a','statusCode':400} | a",
                "{'error':'invalid_grant','error_description':'a'} | a",
                "{'object':'error','message':'a','type':'BadRequestError','code':400} | a",
                "{'message':'a'} | a",
                "{'Message':'a'} | a",
                "{'message':['a','b']} | a; b",
                "{'msg':'a','code':1} | a",
                "{'detail':'a'} | a",
                "{'detail':{'error':{'message':'a'}}} | a",
                "{'detail':[{'loc':['body','max_tokens'],'msg':'a','type':'missing','input':{'prompt':'secret'}}]}"
                        + " | body.max_tokens: a",
                "{'detail':[{'msg':'a'},{'msg':'b'}]} | a; b",
                "{'type':'about:blank','title':'Bad Request','status':400,'detail':'a'} | a",
                "{'type':'about:blank','title':'a','status':400} | a",
                "{'title':'t','errors':{'max_tokens':['a']}} | t",
                "{'errors':{'max_tokens':['a'],'model':['b']}} | max_tokens: a; model: b",
                "{'errors':[{'code':7003,'message':'a'}],'success':false} | a",
                "{'errors':['a','b']} | a; b",
                "{'success':false,'message':'a'} | a",
                "{'success':false,'error':'a'} | a",
                "{'errorMessage':'a','errorType':'Sandbox.Timedout'} | a",
                "{'errorCode':'x','errorMessage':'a'} | a",
                "{'error_code':17,'error_msg':'a'} | a",
                "{'ErrorCode':'x','ErrorMsg':'a'} | a",
                "{'base_resp':{'status_code':1004,'status_msg':'a'}} | a",
                "{'__type':'com.amazon#ThrottlingException','message':'a'} | a",
                "{'fault':{'faultstring':'a','detail':{'errorcode':'policies.ratelimit.QuotaViolation'}}} | a",
                "{'Response':{'Error':{'Code':'x','Message':'a'},'RequestId':'r'}} | a",
                "{'ResponseMetadata':{'Error':{'Code':'x','Message':'a'}}} | a",
                "{'error_code':'BAD_REQUEST','message':'{\\'error\\':{\\'message\\':\\'a\\'}}'} | a",
                "{'error':{'message':'Provider returned error','metadata':{'raw':'{\\'error\\':{\\'message\\':\\'a\\'}}'}}}"
                        + " | Provider returned error: a",
                "{'error':{'message':'up','metadata':{'raw':'why'}}} | up: why",
                "{'unknown':1} | {'unknown':1}",
                "{'type':'overloaded_error'} | ",
                "{} | ",
                "data: {'error':{'message':'a'}} | a",
                "error: {'code':400,'message':'a'} | a",
                "<?xml version='1.0'?><Error><Code>x</Code><Message>a</Message></Error> | a",
                "<html><title>a</title></html> | an HTML page, 'a'",
            })
    void the_message_is_the_servers_own(String body, String message) {
        assertThat(reply(400, body.replace("\\'", "\\\\'").replace("\\\\'", "\\\""))
                        .message())
                .isEqualTo(message == null ? null : message.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'error':{'message':'x','type':'overloaded_error'}} | UNAVAILABLE",
                "{'error':'model foo not found'} | MODEL_NOT_FOUND",
                "[{'error':{'code':429,'message':'x','status':'RESOURCE_EXHAUSTED'}}] | RATE_LIMITED",
                "{'base_resp':{'status_code':1000,'status_msg':'unknown error'}} | UNAVAILABLE",
                "{'base_resp':{'status_code':1001,'status_msg':'timeout'}} | TIMEOUT",
                "{'base_resp':{'status_code':1002,'status_msg':'rate limit'}} | RATE_LIMITED",
                "{'base_resp':{'status_code':1004,'status_msg':'login fail'}} | AUTHENTICATION",
                "{'base_resp':{'status_code':1008,'status_msg':'insufficient balance'}} | QUOTA_EXHAUSTED",
                "{'base_resp':{'status_code':1026,'status_msg':'input new_sensitive'}} | REFUSED",
                "{'base_resp':{'status_code':1039,'status_msg':'token limit'}} | CONTEXT_LENGTH_EXCEEDED",
                "{'base_resp':{'status_code':2013,'status_msg':'invalid params'}} | INVALID_REQUEST",
                "{'id':'1','choices':null,'base_resp':{'status_code':2013,'status_msg':'context window exceeds limit'}}"
                        + " | CONTEXT_LENGTH_EXCEEDED",
                "{'base_resp':{'status_code':2049,'status_msg':'invalid api key'}} | AUTHENTICATION",
                "{'code':429,'message':'x'} | RATE_LIMITED",
                "{'code':'401','msg':'x'} | AUTHENTICATION",
                "{'code':'1113','message':'x'} | QUOTA_EXHAUSTED",
                "{'code':'1261','message':'x'} | CONTEXT_LENGTH_EXCEEDED",
                "{'code':20012,'message':'Model does not exist. Please check it carefully.','data':null} | MODEL_NOT_FOUND",
                "{'code':50501,'message':'x','data':null} | UNAVAILABLE",
                "{'statusCode':429,'message':'x'} | RATE_LIMITED",
                "{'detail':'Invalid API Key'} | AUTHENTICATION",
                "{'detail':'Not Found'} | INVALID_REQUEST",
                "{'detail':'x'} | UNAVAILABLE",
                "{'detail':[{'type':'missing','loc':['body'],'msg':'Field required'}]} | INVALID_REQUEST",
                "{'success':false,'message':'x'} | UNAVAILABLE",
                "{'success':false,'message':'Insufficient Balance','code':7} | QUOTA_EXHAUSTED",
                "{'success':false,'errors':[{'code':10000,'message':'Authentication error'}],'result':null} | AUTHENTICATION",
                "{'errors':[{'message':'x','extensions':{'code':'RATE_LIMITED'}}]} | RATE_LIMITED",
                "{'errorCode':'insufficient_quota','errorMessage':'x'} | QUOTA_EXHAUSTED",
                "{'error_code':110,'error_msg':'Access token invalid or no longer valid'} | AUTHENTICATION",
                "{'Message':'User is not authorized to access this resource'} | AUTHENTICATION",
                "{'message':'Too Many Requests'} | RATE_LIMITED",
                "{'message':'Internal server error'} | UNAVAILABLE",
                "{'type':'error','message':'x'} | UNAVAILABLE",
                "{'status':'error','message':'x'} | UNAVAILABLE",
                "{'status':503,'message':'x'} | UNAVAILABLE",
                "{'header':{'code':10013,'message':'input flagged'}} | ",
            })
    void an_error_in_a_200_body_is_known_by_its_code(String body, Failure failure) {
        assertThat(inside(body).map(reply -> reply.failure("a-model"))).isEqualTo(Optional.ofNullable(failure));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'hello':'there'}",
                "{'choices':[]}",
                "{'choices':[],'usage':{'total_tokens':3},'error':null}",
                "{'id':'1','choices':[],'base_resp':{'status_code':0,'status_msg':''}}",
                "{'id':'1','choices':[],'base_resp':{'status_code':0,'status_msg':'success'}}",
                "{'code':0,'message':'ok','data':{}}",
                "{'code':200,'msg':'success'}",
                "{'code':'0','message':'success','data':null}",
                "{'success':true,'errors':[],'messages':[],'result':{}}",
                "{'error':false}",
                "{'error':{}}",
                "{'error':{'message':'','code':0}}",
                "{'type':'ping'}",
                "{'model':'x','message':{'role':'assistant','content':'hi'},'done':true}",
                "{'message':'hi','user':'x'}",
                "{'status':'completed','error':null,'output':[]}",
                "[]",
                "null",
                "7",
                "'hi'",
                "<html>",
                ""
            })
    void what_is_no_error_is_left_alone(String body) {
        assertThat(inside(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'details':[{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'17s'}]} | 17000",
                "{'details':[{'retryDelay':'0.5s'}]} | 500",
                "{'details':[{'retryDelay':'3.000000001s'}]} | 3000",
                "{'details':[{'retryDelay':'0s'}]} | ",
                "{'details':[{'retryDelay':'soon'}]} | ",
                "{'details':[{'retryDelay':'-5s'}]} | ",
                "{'retry_after':3} | 3000",
                "{'retry_after_seconds':2.5} | 2500",
                "{'retry_after_ms':40} | 40",
                "{'message':'Please retry in 48.9s.'} | 48900",
                "{'message':'Please retry after 43 seconds.'} | 43000",
                "{'message':'Try again in 2 minutes'} | 120000",
                "{'message':'please wait 1 hour and 5 minutes'} | 3900000",
                "{'message':'x'} | ",
            })
    void the_wait_is_read_from_the_body(String error, Long millis) {
        assertThat(Optional.ofNullable(reply(429, "[{'error':" + error + "}]")
                                .details()
                                .retryAfter())
                        .map(Duration::toMillis))
                .isEqualTo(Optional.ofNullable(millis));
    }

    @Test
    void a_limit_per_day_of_google_does_not_pass_by_waiting() {
        String quota =
                "{'error':{'code':429,'status':'RESOURCE_EXHAUSTED','message':'You exceeded your current quota, please"
                        + " check your plan and billing details. Quota exceeded for metric: x, limit: %s','details':["
                        + "{'@type':'google.rpc.QuotaFailure','violations':[{'quotaId':'%s'}]},{'retryDelay':'51s'}]}}";
        assertThat(reply(429, quota.formatted("20", "GenerateRequestsPerDayPerProject"))
                        .failure(""))
                .isEqualTo(Failure.QUOTA_EXHAUSTED);
        assertThat(reply(429, quota.formatted("0", "GenerateRequestsPerMinutePerProject"))
                        .failure(""))
                .isEqualTo(Failure.QUOTA_EXHAUSTED);
        assertThat(reply(429, quota.formatted("20", "GenerateContentInputTokensPerMinute"))
                        .failure(""))
                .isEqualTo(Failure.RATE_LIMITED);
        assertThat(reply(429, "[" + quota.formatted("20", "GenerateContentInputTokensPerMinute") + "]")
                        .details()
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(51));
    }

    @Test
    void the_words_of_the_prompt_are_not_the_servers() {
        assertThat(reply(
                                422,
                                "{'detail':[{'msg':'x','loc':[],'input':{'code':'insufficient_quota','reason':'API_KEY_INVALID'}}]}")
                        .failure(""))
                .isEqualTo(Failure.INVALID_REQUEST);
    }

    @Test
    void the_cause_is_the_upstream_servers() {
        String raw =
                "{'error':{'message':'Provider returned error','code':400,'metadata':{'raw':'{\\\"error\\\":{\\\"message\\\":"
                        + "\\\"No.\\\",\\\"code\\\":\\\"context_length_exceeded\\\"}}'}}}";
        assertThat(reply(400, raw).failure("")).isEqualTo(Failure.CONTEXT_LENGTH_EXCEEDED);
    }
}
