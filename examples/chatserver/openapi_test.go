package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/zwgk/zwgk/qa/chat"
)

// operations are the calls, with the status that each must have.
var operations = []struct {
	call   string // method and path
	body   string
	accept string
	status int
}{
	{"POST /ask", `{"text":"高龄津贴怎么申请？"}`, "", 200},
	{"POST /ask", `{"id":"1","text":"着火了怎么办"}`, "", 200},
	{"POST /ask", `{"id":"2","text":"火星上怎么落户"}`, "", 200},
	{"POST /ask", `{"id":"3","text":"环湖快速路项目到哪一步了"}`, "", 200},
	{"POST /ask", `{"text":7}`, "", 400},
	{"POST /ask", `{"text":"a","admin":true}`, "", 400},
	{"POST /ask", `{"text":"` + strings.Repeat("a", 9000) + `"}`, "", 413},
	{"GET /suggest?text=%E9%AB%98%E9%BE%84", "", "", 200},
	{"GET /suggest", "", "", 200},
	{"POST /feedback", `{"message_id":"x","helpful":true}`, "", 404},
	{"POST /feedback", `{"helpful":"yes"}`, "", 400},
	{"GET /search?q=%E5%85%AC%E7%A7%AF%E9%87%91&limit=3&sort=newest&kind=%E9%80%9A%E7%9F%A5", "", "", 200},
	{"GET /search", "", "", 200},
	{"GET /search?limit=51", "", "", 400},
	{"GET /search?q=" + strings.Repeat("a", 300), "", "", 400},
	{"GET /search?q=a", "", "text/html", 303},
	{"GET /document/elder-allowance-2024", "", "", 200},
	{"GET /document/elder-allowance-2024", "", "text/html", 303},
	{"GET /document/nope", "", "", 404},
	{"GET /healthz", "", "", 200},
	{"GET /readyz", "", "", 200},
}

// TestHandlersKeepToTheOpenAPIFile calls each operation, well and badly, and holds status, headers and body against
// what openapi.yaml says.
func TestHandlersKeepToTheOpenAPIFile(t *testing.T) {
	data, err := files.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	spec, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := spec.Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	router, err := gorillamux.NewRouter(spec)
	if err != nil {
		t.Fatal(err)
	}
	base := portalURL(t)
	asked := make(map[string]bool)
	for _, c := range operations {
		method, path, _ := strings.Cut(c.call, " ")
		request := httptest.NewRequest(method, path, strings.NewReader(c.body))
		if c.body != "" {
			request.Header.Set("Content-Type", "application/json")
		}
		route, parameters, err := router.FindRoute(request)
		if err != nil {
			t.Errorf("%s: %v", c.call, err)
			continue
		}
		asked[method+" "+route.Path] = true
		input := &openapi3filter.RequestValidationInput{Request: request, PathParams: parameters, Route: route}
		if err := openapi3filter.ValidateRequest(context.Background(), input); (err != nil) != (c.status == 400) && c.status != 413 && !strings.Contains(path, "q=aaa") {
			t.Errorf("%s %s: the file says of the request: %v", c.call, c.body, err)
		}
		status, header, body := call(t, base, method, path, c.body, c.accept)
		if status != c.status {
			t.Errorf("%.60s %.60s: status %d, want %d: %s", c.call, c.body, status, c.status, body)
		}
		err = openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: input, Status: status, Header: header, Body: io.NopCloser(bytes.NewReader(body)),
			Options: &openapi3filter.Options{IncludeResponseStatus: true},
		})
		if err != nil {
			t.Errorf("%.60s %.60s: %v", c.call, c.body, err)
		}
	}
	for path, item := range spec.Paths.Map() {
		for method := range item.Operations() {
			if !asked[method+" "+path] {
				t.Errorf("%s %s is never called", method, path)
			}
		}
	}
}

// TestTheOpenAPIFileKnowsEveryCode holds the file's list of codes against the package's.
func TestTheOpenAPIFileKnowsEveryCode(t *testing.T) {
	data, err := files.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []chat.Code{chat.BadMessage, chat.BadVersion, chat.Duplicate, chat.RateLimited, chat.Busy, chat.Timeout,
		chat.Internal, chat.NotFound, chat.Closing, chat.Forbidden} {
		if !strings.Contains(string(data), " "+string(code)+",") && !strings.Contains(string(data), "["+string(code)+",") && !strings.Contains(string(data), " "+string(code)+"]") {
			t.Errorf("%s is missing", code)
		}
	}
}

func call(t *testing.T, base, method, path, body, accept string) (int, http.Header, []byte) {
	t.Helper()
	request, err := http.NewRequest(method, base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if accept != "" {
		request.Header.Set("Accept", accept)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header, data
}
